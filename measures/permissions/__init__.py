"""Rights over measures, asked of the table in agencies.rules.rights; each check raises
PermissionDenied, and none passes by default.

Executors report for their own agency; the body that coordinates the plan decides. `by` None is
the command line, where the operator of the installation acts.
"""

"""What all endpoints of the API share; docs/api.md tells callers of it.

Views derive from agencies.rest.views: `Reading` (list and one object), `Acting` (those that also
write) and `Endpoint` (neither a list nor an object). Nothing is imported here: rest_framework
loads some of these modules while it is being loaded itself.
"""

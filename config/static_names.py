"""By which names pages ask for static files."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedOnceCollected(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # untyped
    """Names with a hash from the manifest that `collectstatic` writes; while there is none, as in
    a test or on a developer's machine, the plain names."""

    def stored_name(self, name: str) -> str:
        return str(super().stored_name(name)) if self.hashed_files else name

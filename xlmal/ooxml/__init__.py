"""The file as it lies on disk: opened safely, scanned as stored, changed by splicing."""

//! Fetches evidence from live systems into an evidence folder with a manifest.

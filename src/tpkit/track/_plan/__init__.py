"""The plan and its critical path: when everything can happen, and what decides it."""

"""What a CI needs: badges, the action, the workflow, the pre-commit hook."""

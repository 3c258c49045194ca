"""The pages of visits and deployments. Serves S3, S5 and S8."""

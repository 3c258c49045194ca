"""Visits and deployments by the API: the programme, one visit, what a delay does, requests, lists of visitors. Serves S3, S5 and S8."""

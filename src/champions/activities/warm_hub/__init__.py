"""The warm hub of lesson 07: a year of visits."""

namespace Strata.Cli.Accounts;

/// <summary>A user and their usage, for the operator.</summary>
internal sealed record UserUsageLine(string UserId, UsageView Usage);

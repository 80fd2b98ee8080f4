namespace Strata.Cli.Accounts;

/// <summary>A user and what they use, as the operator sees it.</summary>
internal sealed record UserUsageLine(string UserId, UsageView Usage);

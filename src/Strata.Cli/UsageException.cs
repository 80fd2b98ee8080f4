namespace Strata.Cli;

/// <summary>The command line is invalid; nothing was done (exit code 2).</summary>
internal sealed class UsageException(string message) : Exception(message);

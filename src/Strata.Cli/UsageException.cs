namespace Strata.Cli;

/// <summary>The command line is invalid; nothing was done (exit code 2).</summary>
internal sealed class UsageException(string message) : Exception(message)
{
    /// <summary>Possible meanings: a name and what it refers to.</summary>
    public IReadOnlyList<Fault> Choices { get; init; } = [];
}

namespace Strata.Cli;

/// <summary>What was asked for can't be understood; nothing was done (exit code 2).</summary>
internal sealed class UsageException(string message) : Exception(message)
{
    /// <summary>What could have been meant: a name and what it stands for.</summary>
    public IReadOnlyList<Fault> Choices { get; init; } = [];
}

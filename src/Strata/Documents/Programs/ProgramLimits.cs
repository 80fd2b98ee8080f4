namespace Strata.Documents.Programs;

/// <summary>Limits of one call of an external program.</summary>
public sealed record ProgramLimits
{
    /// <summary>Wall-clock time, after which the program and all its children are killed.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Address space in bytes (not enforced on Windows).</summary>
    public long Memory { get; init; } = 2L * 1024 * 1024 * 1024;

    /// <summary>Most bytes of output.</summary>
    public long Output { get; init; } = 1L * 1024 * 1024 * 1024;
}

/// <summary>How a call ended.</summary>
/// <param name="ExitCode">The program's, or -1 if it was killed.</param>
/// <param name="Stopped">The limit that ended it; null if none did.</param>
/// <param name="Complaint">First lines of standard error.</param>
public sealed record ProgramEnd(int ExitCode, string? Stopped, string Complaint)
{
    /// <summary>Wall-clock run time.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>What went wrong, as far as the program says.</summary>
    public string Reason =>
        Stopped ?? (Complaint.Length > 0 ? Complaint : string.Create(CultureInfo.InvariantCulture, $"exit code {ExitCode}"));

    public bool Ok => ExitCode == 0 && Stopped is null;
}

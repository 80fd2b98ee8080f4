namespace Strata.Documents.Programs;

/// <summary>What one call of an external program may use.</summary>
public sealed record ProgramLimits
{
    /// <summary>Wall-clock time, after which it is killed with all it started.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Address space in bytes (not enforced on Windows).</summary>
    public long Memory { get; init; } = 2L * 1024 * 1024 * 1024;

    /// <summary>Most bytes that it may print.</summary>
    public long Output { get; init; } = 1L * 1024 * 1024 * 1024;
}

/// <summary>How a call ended.</summary>
/// <param name="ExitCode">The program's own, or -1 where it was killed.</param>
/// <param name="Stopped">The limit that ended it, in words; null where none did.</param>
/// <param name="Complaint">The first lines that it wrote to standard error.</param>
public sealed record ProgramEnd(int ExitCode, string? Stopped, string Complaint)
{
    /// <summary>Wall-clock time that it ran.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>What went wrong, as far as it says.</summary>
    public string Reason =>
        Stopped ?? (Complaint.Length > 0 ? Complaint : string.Create(CultureInfo.InvariantCulture, $"exit code {ExitCode}"));

    public bool Ok => ExitCode == 0 && Stopped is null;
}

namespace Strata.Parsing.Json;

/// <summary>Progress of a document: index of the next block, and line of the window.</summary>
internal sealed class JsonPlace
{
    public int Index { get; set; }
    public long Line { get; set; } = 1;

    /// <summary>Whether a fatal diagnostic ended reading.</summary>
    public bool IsStopped { get; private set; }

    public void Stop(Reading.DiagnosticLog log, long offset, string reason)
    {
        IsStopped = true;
        log.Fatal(Line, offset, reason);
    }
}

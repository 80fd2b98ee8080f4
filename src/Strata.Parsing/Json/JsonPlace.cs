namespace Strata.Parsing.Json;

/// <summary>How far a document has come: the next block's index and the line that the window stands on.</summary>
internal sealed class JsonPlace
{
    public int Index { get; set; }
    public long Line { get; set; } = 1;

    /// <summary>A fatal diagnostic was given: nothing more is read.</summary>
    public bool IsStopped { get; private set; }

    public void Stop(Reading.DiagnosticLog log, long offset, string reason)
    {
        IsStopped = true;
        log.Fatal(Line, offset, reason);
    }
}

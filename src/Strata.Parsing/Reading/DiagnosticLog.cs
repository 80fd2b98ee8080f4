namespace Strata.Parsing.Reading;

/// <summary>
/// Collects a document's diagnostics. Keeps the first <see cref="Kept"/> and counts the rest, since a source of bad lines would otherwise
/// cost more than its blocks.
/// </summary>
internal sealed class DiagnosticLog
{
    internal const int Kept = 1_000;

    private readonly List<ParseDiagnostic> _early = [];
    private List<ParseDiagnostic>? _document;
    private long _dropped;

    private List<ParseDiagnostic> Target => _document ?? _early;

    public void AttachTo(ParsedDocument document)
    {
        document.Diagnostics.AddRange(_early);
        _document = document.Diagnostics;
    }

    public void Add(long line, long offset, string reason) => Add(new(line, offset, reason, Fatal: false));

    public void Fatal(long line, long offset, string reason)
    {
        Target.Add(new(line, offset, reason, Fatal: true));
    }

    /// <summary>Adds the number of diagnostics that were only counted. Call when the blocks end.</summary>
    public void Close(long line, long offset)
    {
        if (_dropped > 0)
        {
            Target.Add(new(line, offset, $"{_dropped} more of these are not listed (only the first {Kept} are)", Fatal: false));
        }
    }

    private void Add(ParseDiagnostic diagnostic)
    {
        if (Target.Count < Kept)
        {
            Target.Add(diagnostic);
        }
        else
        {
            _dropped++;
        }
    }
}

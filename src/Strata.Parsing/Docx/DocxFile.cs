using System.Xml;
using System.Xml.Linq;
using Strata.Parsing.Ooxml;
using Strata.Parsing.Reading;

namespace Strata.Parsing.Docx;

/// <summary>An opened text document: its body as a stream, and what is needed beside it held whole.</summary>
internal sealed class DocxFile
{
    private readonly OfficePackage _package;
    private readonly ParseBudget _budget;
    private readonly DiagnosticLog _log;
    private long _held;

    private DocxFile(OfficePackage package, string main, ParseBudget budget, DiagnosticLog log)
    {
        (_package, Main, _budget, _log) = (package, main, budget, log);
        Styles = new(Held("styles", "styles").Select(piece => piece.Element).OfType<XElement>());
        Numbering = new(Held("numbering", "numbering").Select(piece => piece.Element).OfType<XElement>());
        Footnotes = ById("footnotes");
        Endnotes = ById("endnotes");
        Comments = ById("comments");
        Relationships = RelationshipsOf(main);
        Sections = new(() => package.Xml(main));
    }

    /// <summary>Name of the main part.</summary>
    public string Main { get; }
    public Styles Styles { get; }
    public Numbering Numbering { get; }

    /// <summary>Notes and comments by id, and the part that they stand in.</summary>
    public NotePart Footnotes { get; }
    public NotePart Endnotes { get; }
    public NotePart Comments { get; }
    public IReadOnlyDictionary<string, Relationship> Relationships { get; }
    public Sections Sections { get; }
    public string? Title => _package.Title();

    /// <exception cref="InvalidDataException">It is no text document, or one over the limits.</exception>
    /// <exception cref="XmlException">A part that names others is not whole.</exception>
    public static DocxFile Open(Stream source, ParseBudget budget, DiagnosticLog log)
    {
        var package = OfficePackage.Open(source, budget);
        return new(package, package.Main ?? throw new InvalidDataException("the package names no document"), budget, log);
    }

    /// <summary>The body, piece by piece, as far as it can be read.</summary>
    public IEnumerable<XmlPiece> Body() =>
        GuardedBlocks.Until(Pieces(Main, name => name.LocalName is "document" or "body" or "sdt" or "sdtContent" or "customXml" or "tbl"), _log);

    /// <summary>Headers or footers in the order of their relationships.</summary>
    public IEnumerable<(string Part, IReadOnlyList<XmlPiece> Pieces)> Margins(string type) =>
        Relationships.Values.Where(r => r.Type == type && !r.IsExternal && _package.Has(r.Target))
            .OrderBy(r => r.Target, StringComparer.Ordinal)
            .Select(r => (r.Target, (IReadOnlyList<XmlPiece>)Hold(r.Target, name => name.LocalName is "hdr" or "ftr" or "sdt" or "sdtContent" or "customXml" or "tbl")));

    public IReadOnlyDictionary<string, Relationship> RelationshipsOf(string part) =>
        _package.Relationships(part).GroupBy(r => r.Id).ToDictionary(g => g.Key, g => g.First());

    private NotePart ById(string type)
    {
        var part = _package.Find(Main, type) ?? "";
        return new(
            part,
            Held(type, type).Where(piece => piece.Element?.Attribute(Word.W + "id") is not null)
                .GroupBy(piece => piece.Element?.Attribute(Word.W + "id")?.Value ?? "")
                .ToDictionary(g => g.Key, g => g.First()));
    }

    private IReadOnlyList<XmlPiece> Held(string type, string root) =>
        _package.Find(Main, type) is { } part ? Hold(part, name => name.LocalName == root) : [];

    /// <summary>What can be read of a part that has to be held; the rest is a diagnostic, not the end of the document.</summary>
    private List<XmlPiece> Hold(string part, Func<XName, bool> isContainer)
    {
        var pieces = new List<XmlPiece>();
        try
        {
            pieces.AddRange(Pieces(part, isContainer, Weigh));
        }
        catch (Exception e) when (GuardedBlocks.IsOfSource(e))
        {
            _log.Add(0, 0, $"'{part}' can't be read whole: {e.Message}");
        }

        return pieces;
    }

    private void Weigh(long weight)
    {
        _held += weight;
        if (_held > _budget.MaxHeldBytes)
        {
            throw new InvalidDataException($"styles, notes, comments and headers take more than {_budget.MaxHeldBytes} bytes (MaxHeldBytes)");
        }
    }

    private IEnumerable<XmlPiece> Pieces(string part, Func<XName, bool> isContainer, Action<long>? weigh = null)
    {
        using var reader = _package.Xml(part);
        var pieces = new XmlPieces(reader, _budget, isContainer);
        var before = 0L;
        foreach (var piece in pieces.Read())
        {
            weigh?.Invoke(pieces.Weight - before);
            before = pieces.Weight;
            yield return piece;
        }
    }
}

/// <summary>Footnotes, endnotes or comments by their ids.</summary>
internal sealed record NotePart(string Part, IReadOnlyDictionary<string, XmlPiece> Notes);

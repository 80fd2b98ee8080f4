using System.Xml;
using System.Xml.Linq;
using Strata.Parsing.Ooxml;

namespace Strata.Parsing.Docx;

/// <summary>An open Word document: the body is streamed, the smaller parts are held in memory.</summary>
internal sealed class DocxFile
{
    /// <summary>Maximum nesting depth of embedded documents.</summary>
    private const int MaxNested = 4;

    private readonly OfficePackage _package;
    private readonly ParseBudget _budget;
    private readonly DiagnosticLog _log;
    private readonly string _prefix;
    private readonly int _depth;
    private readonly PartReadings _readings;
    private long _held;

    private DocxFile(OfficePackage package, string main, ParseBudget budget, DiagnosticLog log, DocxFile? around = null, long length = 0)
    {
        (_package, Main, _budget, _log, _prefix) = (package, main, budget, log, package.Prefix);
        (_depth, _held, _readings) = (around?._depth + 1 ?? 0, length + (around?._held ?? 0), around?._readings ?? new());
        Drawn = new(HoldDrawn, _readings);
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

    /// <summary>Footnotes by id, and the part that holds them.</summary>
    public NotePart Footnotes { get; }
    public NotePart Endnotes { get; }
    public NotePart Comments { get; }
    public IReadOnlyDictionary<string, Relationship> Relationships { get; }
    public Sections Sections { get; }
    public DrawnParts Drawn { get; }
    public ParseBudget Budget => _budget;
    public string? Title => _package.Title();

    /// <exception cref="InvalidDataException">Not a Word document, or over a limit.</exception>
    /// <exception cref="XmlException">A relationships part is malformed.</exception>
    public static DocxFile Open(Stream source, ParseBudget budget, DiagnosticLog log)
    {
        var package = OfficePackage.Open(source, budget);
        return new(package, MainOf(package), budget, log);
    }

    /// <summary>Opens a document embedded in this one from its unpacked bytes.</summary>
    /// <exception cref="InvalidDataException">Not a Word document, over a limit, or nested too deep.</exception>
    public DocxFile Open(MemoryStream source, string part)
    {
        if (_depth >= MaxNested)
        {
            throw new InvalidDataException($"documents stand in documents deeper than {MaxNested}");
        }
        var package = OfficePackage.Open(source, _budget, _package, Named(part) + "/");
        return new(package, MainOf(package), _budget, _log, this, source.Length);
    }

    /// <summary>Returns a part's name, prefixed with the path of the enclosing documents.</summary>
    public string Named(string part) => _prefix + part;

    /// <summary>Records a diagnostic.</summary>
    public void Say(string reason) => _log.Add(0, 0, reason);

    /// <summary>Returns the blocks up to a read error, which becomes a diagnostic.</summary>
    public IEnumerable<Block> Guarded(IEnumerable<Block> blocks) => BoundedBlocks.Until(blocks, _log);

    /// <summary>Returns the part's declared media type.</summary>
    public string? TypeOf(string part) => _package.TypeOf(part);

    /// <summary>Returns the bytes of an embedded part. Null if it was read too often.</summary>
    /// <exception cref="InvalidDataException">The part is missing or too large.</exception>
    public byte[]? Bytes(string part)
    {
        if (!_readings.May(Named(part)))
        {
            return null;
        }
        using var bytes = new MemoryStream();
        using var source = _package.Bytes(part);
        var buffer = new byte[64 * 1024];
        while (source.Read(buffer) is > 0 and var read)
        {
            bytes.Write(buffer, 0, read);
            if (_held + bytes.Length > _budget.MaxHeldBytes)
            {
                throw new InvalidDataException($"it takes more than {_budget.MaxHeldBytes} bytes (MaxHeldBytes)");
            }
        }
        return bytes.ToArray();
    }

    private static string MainOf(OfficePackage package) => package.Main ?? throw new InvalidDataException("the package names no document");

    /// <summary>Streams the body up to the first read error.</summary>
    public IEnumerable<XmlPiece> Body() =>
        BoundedBlocks.Until(
            Pieces(Main, name => name.LocalName is "document" or "body" or "sdt" or "sdtContent" or "customXml" or "tbl"),
            _log
        );

    /// <summary>Returns headers or footers, ordered by part name.</summary>
    public IEnumerable<(string Part, IReadOnlyList<XmlPiece> Pieces)> Margins(string type) =>
        Relationships
            .Values.Where(r => r.Type == type && !r.IsExternal && _package.Has(r.Target))
            .OrderBy(r => r.Target, StringComparer.Ordinal)
            .Select(r =>
                (
                    r.Target,
                    (IReadOnlyList<XmlPiece>)
                        Hold(r.Target, name => name.LocalName is "hdr" or "ftr" or "sdt" or "sdtContent" or "customXml" or "tbl")
                )
            );

    public IReadOnlyDictionary<string, Relationship> RelationshipsOf(string part) =>
        _package.Relationships(part).GroupBy(r => r.Id).ToDictionary(g => g.Key, g => g.First());

    private NotePart ById(string type)
    {
        var part = _package.Find(Main, type) ?? "";
        return new(
            part,
            Held(type, type)
                .Where(piece => piece.Element?.Attribute(WordMarkup.W + "id") is not null)
                .GroupBy(piece => piece.Element?.Attribute(WordMarkup.W + "id")?.Value ?? "")
                .ToDictionary(g => g.Key, g => g.First())
        );
    }

    private IReadOnlyList<XmlPiece> Held(string type, string root) =>
        _package.Find(Main, type) is { } part ? Hold(part, name => name.LocalName == root) : [];

    /// <summary>Reads a part that is held only briefly: its weight is not added up.</summary>
    private List<XmlPiece> HoldDrawn(string part, Func<XName, bool> isContainer)
    {
        var before = _held;
        var pieces = Hold(part, isContainer);
        _held = before;
        return pieces;
    }

    /// <summary>Reads a part into memory. A read error cuts the part off and becomes a diagnostic.</summary>
    private List<XmlPiece> Hold(string part, Func<XName, bool> isContainer)
    {
        var pieces = new List<XmlPiece>();
        try
        {
            pieces.AddRange(Pieces(part, isContainer, Weigh));
        }
        catch (Exception e) when (BoundedBlocks.IsOfSource(e))
        {
            _log.Add(0, 0, $"'{Named(part)}' can't be read whole: {SourceFault.Of(e)}");
        }
        return pieces;
    }

    private void Weigh(long weight)
    {
        _held += weight;
        if (_held > _budget.MaxHeldBytes)
        {
            throw new InvalidDataException(
                $"styles, notes, comments, headers and charts take more than {_budget.MaxHeldBytes} bytes (MaxHeldBytes)"
            );
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

/// <summary>Footnotes, endnotes or comments by id.</summary>
internal sealed record NotePart(string Part, IReadOnlyDictionary<string, XmlPiece> Notes);

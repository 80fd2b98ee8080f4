using System.Xml;
using System.Xml.Linq;
using Strata.Parsing.Ooxml;

namespace Strata.Parsing.Pptx;

/// <summary>
/// An open presentation: its slide order, comment authors and parts, read one at a time. A malformed part doesn't end the rest.
/// </summary>
internal sealed class PptxFile
{
    private readonly OfficePackage _package;
    private readonly ParseBudget _budget;
    private readonly DiagnosticLog _log;
    private readonly Dictionary<string, PlaceholderStyles> _styles = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _authors = new(StringComparer.OrdinalIgnoreCase);

    private PptxFile(OfficePackage package, string main, ParseBudget budget, DiagnosticLog log)
    {
        (_package, _budget, _log) = (package, budget, log);
        Slides = SlidesOf(main);
        foreach (var part in package.Relationships(main).Where(r => r is { Type: "commentAuthors" or "authors", IsExternal: false }))
        {
            foreach (
                var author in Hold(part.Target, name => name.LocalName is "cmAuthorLst" or "authorLst")
                    .Select(piece => piece.Element)
                    .OfType<XElement>()
            )
            {
                _authors.TryAdd(author.Attribute("id")?.Value ?? "", author.Attribute("name")?.Value ?? "");
            }
        }
    }

    /// <summary>Slide parts in presentation order.</summary>
    public IReadOnlyList<string> Slides { get; }
    public string? Title => _package.Title();

    /// <summary>Whether the package exceeded its expansion limit.</summary>
    public bool IsSpent => _package.IsSpent;

    /// <exception cref="InvalidDataException">Not a presentation, or over a limit.</exception>
    /// <exception cref="XmlException">The part that lists the slides is malformed.</exception>
    public static PptxFile Open(Stream source, ParseBudget budget, DiagnosticLog log)
    {
        var package = OfficePackage.Open(source, budget);
        return new(package, package.Main ?? throw new InvalidDataException("the package names no presentation"), budget, log);
    }

    /// <summary>Returns the name of a comment's author. Null if the id is unknown.</summary>
    public string? Author(string? id) => _authors.GetValueOrDefault(id ?? "") is { Length: > 0 } name ? name : null;

    public IReadOnlyDictionary<string, Relationship> RelationshipsOf(string part)
    {
        try
        {
            return _package.Relationships(part).GroupBy(r => r.Id).ToDictionary(g => g.Key, g => g.First());
        }
        catch (Exception e) when (BoundedBlocks.IsOfSource(e))
        {
            _log.Add(0, 0, $"what '{part}' refers to can't be read: {SourceFault.Of(e)}");
            return new Dictionary<string, Relationship>();
        }
    }

    /// <summary>An attribute of a part's root element.</summary>
    public string? RootAttribute(string part, string name)
    {
        try
        {
            using var reader = _package.Xml(part);
            return reader.MoveToContent() == XmlNodeType.Element ? reader.GetAttribute(name) : null;
        }
        catch (Exception e) when (BoundedBlocks.IsOfSource(e))
        {
            // Reading the part reports the reason.
            return null;
        }
    }

    /// <summary>Reads a part into memory. A read error cuts it off and becomes a diagnostic.</summary>
    public IReadOnlyList<XmlPiece> Hold(string part, Func<XName, bool> isContainer)
    {
        var held = new List<XmlPiece>();
        try
        {
            using var reader = _package.Xml(part);
            var pieces = new XmlPieces(reader, _budget, isContainer);
            foreach (var piece in pieces.Read())
            {
                held.Add(piece);
                if (pieces.Weight > _budget.MaxHeldBytes)
                {
                    throw new InvalidDataException($"it takes more than {_budget.MaxHeldBytes} bytes (MaxHeldBytes)");
                }
            }
        }
        catch (Exception e) when (BoundedBlocks.IsOfSource(e))
        {
            _log.Add(0, 0, $"'{part}' can't be read whole: {SourceFault.Of(e)}");
        }
        return held;
    }

    /// <summary>Returns the list styles of a layout and its master. Empty if there is no layout.</summary>
    public PlaceholderStyles StylesOf(string? layout)
    {
        if (layout is null || !_package.Has(layout))
        {
            return PlaceholderStyles.None;
        }
        if (!_styles.TryGetValue(layout, out var styles))
        {
            // Masters reference layouts, not other masters, so the recursion ends there.
            var master = RelationshipsOf(layout).Values.FirstOrDefault(r => r is { Type: "slideMaster", IsExternal: false })?.Target;
            _styles[layout] = PlaceholderStyles.None;
            _styles[layout] = styles = PlaceholderStyles.Read(Hold(layout, PlaceholderStyles.IsContainer), StylesOf(master));
        }
        return styles;
    }

    private List<string> SlidesOf(string main)
    {
        var targets = RelationshipsOf(main);
        var slides = new List<string>();
        var listed = new HashSet<string>(StringComparer.OrdinalIgnoreCase); // a slide is shown once (ECMA-376 part 1, 19.2.1.34)
        using var reader = _package.Xml(main);
        while (reader.Read())
        {
            if (
                reader.NodeType == XmlNodeType.Element
                && reader.LocalName == "sldId"
                && targets.GetValueOrDefault(OfficeNames.RelationshipId(reader)) is { IsExternal: false } slide
                && listed.Add(slide.Target)
            )
            {
                slides.Add(slide.Target);
            }
        }
        return slides;
    }
}

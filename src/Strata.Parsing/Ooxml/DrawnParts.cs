using System.Xml.Linq;

namespace Strata.Parsing.Ooxml;

/// <summary>A chart or a diagram: a part of its own that a page or a paragraph shows.</summary>
/// <param name="At">The part.</param>
/// <param name="Anchor">Where it is shown.</param>
/// <param name="Traits">Of all of its blocks.</param>
/// <param name="Relationships">Where the links of the part that shows it lead.</param>
internal sealed record DrawnPart(
    string Part,
    Place At,
    Place Anchor,
    BlockTraits Traits,
    IReadOnlyDictionary<string, Relationship> Relationships
)
{
    /// <summary>Whether another block says what it shows.</summary>
    public bool IsDescribed { get; init; }
}

/// <summary>Reads the charts and diagrams of a document. One that says nothing, or can't be read, is told as a figure.</summary>
/// <param name="hold">What can be read of a part, cut where the containers say.</param>
internal sealed class DrawnParts(Func<string, Func<XName, bool>, IReadOnlyList<XmlPiece>> hold, PartReadings readings)
{
    public IEnumerable<Block> Chart(DrawnPart chart, RenderedText text) => Blocks(chart, ChartReader.IsContainer, ChartReader.Blocks, text);

    public IEnumerable<Block> Diagram(DrawnPart diagram, RenderedText text) =>
        Blocks(diagram, DiagramReader.IsContainer, DiagramReader.Blocks, text);

    private IEnumerable<Block> Blocks(
        DrawnPart drawn,
        Func<XName, bool> isContainer,
        Func<DrawnPart, IEnumerable<XmlPiece>, RenderedText, IEnumerable<Block>> read,
        RenderedText text
    )
    {
        var says = false;
        foreach (var block in readings.May(drawn.At.Part ?? drawn.Part) ? read(drawn, hold(drawn.Part, isContainer), text) : [])
        {
            says = true;
            yield return block;
        }
        if (!says && !drawn.IsDescribed)
        {
            yield return text.Add(BlockType.Figure, "", drawn.Anchor, traits: drawn.Traits with { Target = drawn.At.Part });
        }
    }
}

/// <summary>How often parts were read: a document that refers to one without end would cost more than it is long.</summary>
internal sealed class PartReadings
{
    /// <summary>Programs give each place a part of its own.</summary>
    private const int Max = 16;

    private readonly Dictionary<string, int> _read = new(StringComparer.OrdinalIgnoreCase);

    public bool May(string part) => (_read[part] = _read.GetValueOrDefault(part) + 1) <= Max;
}

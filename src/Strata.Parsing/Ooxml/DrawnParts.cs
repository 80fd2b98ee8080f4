using System.Xml.Linq;

namespace Strata.Parsing.Ooxml;

/// <summary>A chart or diagram: a separate part shown on a page or in a paragraph.</summary>
/// <param name="At">Place of the part.</param>
/// <param name="Anchor">Where it is shown.</param>
/// <param name="Traits">Traits of all its blocks.</param>
/// <param name="Relationships">Relationships of the part that shows it.</param>
internal sealed record DrawnPart(
    string Part,
    Place At,
    Place Anchor,
    BlockTraits Traits,
    IReadOnlyDictionary<string, Relationship> Relationships
)
{
    /// <summary>Whether another block describes it.</summary>
    public bool IsDescribed { get; init; }
}

/// <summary>Reads the charts and diagrams of a document. One that is empty or unreadable becomes a figure.</summary>
/// <param name="hold">Reads a part into pieces, split at the containers.</param>
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

/// <summary>Counts how often each part is read, so that a document can't reference one without end.</summary>
internal sealed class PartReadings
{
    /// <summary>Most reads per part; normally there is one.</summary>
    private const int Max = 16;

    private readonly Dictionary<string, int> _read = new(StringComparer.OrdinalIgnoreCase);

    public bool May(string part) => (_read[part] = _read.GetValueOrDefault(part) + 1) <= Max;
}

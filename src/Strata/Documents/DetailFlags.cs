namespace Strata.Documents;

/// <summary>What follows for a block in <see cref="BlockDetails"/>.</summary>
[Flags]
internal enum DetailFlags
{
    None = 0,
    Section = 1,
    Line = 2,
    Text = 4,
    Fields = 8,
    Cells = 16,
    Spans = 32,
    Traits = 64,
    Source = 128,
}

/// <summary>Which traits follow.</summary>
[Flags]
internal enum TraitFlags
{
    None = 0,
    Ordered = 1,
    OrderedTrue = 2,
    Checked = 4,
    CheckedTrue = 8,
    Language = 16,
    Target = 32,
    Label = 64,
    Author = 128,
    Time = 256,
    Rows = 512,
    Columns = 1024,
    Hidden = 2048,
    HiddenTrue = 4096,
    Note = 8192,
    Confidence = 16384,
    Number = 32768,
}

/// <summary>Which parts of a place differ from the previous place; equal parts are not repeated.</summary>
[Flags]
internal enum PlaceFlags
{
    None = 0,
    Part = 1,
    Path = 2,
    Bytes = 4,
    Page = 8,
    Box = 16,
    Sheet = 32,
    Cells = 64,
}

/// <summary>What follows for a field or a cell.</summary>
[Flags]
internal enum ValueFlags
{
    None = 0,

    /// <summary>The text, because it is not the slice at the range.</summary>
    Text = 1,

    /// <summary>The name, because it is not that of the same field of the previous record.</summary>
    Name = 2,

    /// <summary>The value's JSON.</summary>
    Json = 4,
    Spanning = 8,
    Header = 16,
}

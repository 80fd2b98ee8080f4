using System.Xml.Linq;
using Strata.Parsing.Ooxml;

namespace Strata.Parsing.Pptx;

/// <summary>
/// The layout placeholder that a shape fills (ECMA-376 part 1, 19.3.1.36): <c>title</c>, <c>body</c>, <c>ftr</c>…, and its index.
/// </summary>
internal sealed record Placeholder(string Type, string? Index)
{
    public bool IsTitle => Type is "title" or "ctrTitle";

    /// <summary>Whether it says the same on every slide: footer, header, date or number.</summary>
    public bool IsRepeated => Type is "ftr" or "hdr" or "dt" or "sldNum";

    /// <summary>Whether what a repeated one says is no text of its slide: a bare number, or <paramref name="told"/> already.</summary>
    /// <param name="told">What such ones said so far; this is added.</param>
    public bool IsLeftOut(string says, ISet<string> told) =>
        (Type == "sldNum" && says.All(c => char.IsDigit(c) || "‹#›".Contains(c))) || !told.Add($"{Type} {says}");

    /// <summary>Null if the shape fills none.</summary>
    public static Placeholder? Of(XElement shape)
    {
        var placeholder = Properties(shape)?.Element(OfficeNames.P + "nvPr")?.Element(OfficeNames.P + "ph");
        return placeholder is null ? null : new(placeholder.Attribute("type")?.Value ?? "obj", placeholder.Attribute("idx")?.Value);
    }

    /// <summary>A shape's alternative text; empty if it has none.</summary>
    public static string Description(XElement shape)
    {
        var named = (shape.Name.LocalName == "nvGrpSpPr" ? shape : Properties(shape))?.Element(OfficeNames.P + "cNvPr");
        var said =
            named?.Attribute("descr")?.Value is { } text && !string.IsNullOrWhiteSpace(text) ? text : named?.Attribute("title")?.Value;
        return said?.Trim() ?? "";
    }

    public static bool IsHidden(XElement shape) =>
        Properties(shape)?.Element(OfficeNames.P + "cNvPr")?.Attribute("hidden")?.Value is "1" or "true";

    /// <summary><c>p:nvSpPr</c>, <c>p:nvPicPr</c>, <c>p:nvGraphicFramePr</c>: it comes first in each.</summary>
    public static XElement? Properties(XElement shape) =>
        shape
            .Elements()
            .FirstOrDefault(e => e.Name.Namespace == OfficeNames.P && e.Name.LocalName.StartsWith("nv", StringComparison.Ordinal));
}

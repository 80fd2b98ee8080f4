using System.Xml.Linq;

namespace Strata.Parsing.Docx;

/// <summary>Names of WordprocessingML and what it embeds, in the transitional form; a strict document is read as if it had these.</summary>
internal static class Word
{
    public static readonly XNamespace W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    public static readonly XNamespace W14 = "http://schemas.microsoft.com/office/word/2010/wordml";
    public static readonly XNamespace R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    public static readonly XNamespace M = "http://schemas.openxmlformats.org/officeDocument/2006/math";
    public static readonly XNamespace A = "http://schemas.openxmlformats.org/drawingml/2006/main";
    public static readonly XNamespace Wp = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";
    public static readonly XNamespace Mc = "http://schemas.openxmlformats.org/markup-compatibility/2006";
    public static readonly XNamespace V = "urn:schemas-microsoft-com:vml";
    public static readonly XNamespace O = "urn:schemas-microsoft-com:office:office";
    public static readonly XNamespace P = "http://schemas.openxmlformats.org/presentationml/2006/main";

    private static readonly Dictionary<string, XNamespace> Strict = new(StringComparer.Ordinal)
    {
        ["http://purl.oclc.org/ooxml/wordprocessingml/main"] = W,
        ["http://purl.oclc.org/ooxml/officeDocument/relationships"] = R,
        ["http://purl.oclc.org/ooxml/officeDocument/math"] = M,
        ["http://purl.oclc.org/ooxml/drawingml/main"] = A,
        ["http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing"] = Wp,
        ["http://purl.oclc.org/ooxml/presentationml/main"] = P,
    };

    private static readonly Dictionary<XNamespace, string> Prefixes = new()
    {
        [W] = "w",
        [W14] = "w14",
        [R] = "r",
        [M] = "m",
        [A] = "a",
        [Wp] = "wp",
        [Mc] = "mc",
        [V] = "v",
        [O] = "o",
        [P] = "p",
    };

    public static XNamespace Namespace(string uri) => Strict.GetValueOrDefault(uri) ?? uri;

    /// <summary>The name as paths write it: with the customary prefix, whatever the part uses.</summary>
    public static string Prefixed(XName name) => Prefixes.TryGetValue(name.Namespace, out var prefix) ? $"{prefix}:{name.LocalName}" : name.LocalName;

    public static string? Val(this XElement? element) => element?.Attribute(W + "val")?.Value;

    /// <summary>Whether a switch (CT_OnOff) is on: there, and not said to be off.</summary>
    public static bool IsOn(this XElement? element) => element is not null && element.Val() is not ("0" or "false" or "off");
}

using System.Xml;
using System.Xml.Linq;

namespace Strata.Parsing.Ooxml;

/// <summary>Namespaces of Office parts (ECMA-376, transitional). Those of strict parts (ISO/IEC 29500) are mapped to them.</summary>
internal static class OfficeNames
{
    public const string Relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    public const string StrictRelationships = "http://purl.oclc.org/ooxml/officeDocument/relationships";

    public static readonly XNamespace W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    public static readonly XNamespace P = "http://schemas.openxmlformats.org/presentationml/2006/main";
    public static readonly XNamespace A = "http://schemas.openxmlformats.org/drawingml/2006/main";
    public static readonly XNamespace A14 = "http://schemas.microsoft.com/office/drawing/2010/main";
    public static readonly XNamespace C = "http://schemas.openxmlformats.org/drawingml/2006/chart";
    public static readonly XNamespace Dgm = "http://schemas.openxmlformats.org/drawingml/2006/diagram";
    public static readonly XNamespace M = "http://schemas.openxmlformats.org/officeDocument/2006/math";
    public static readonly XNamespace Mc = "http://schemas.openxmlformats.org/markup-compatibility/2006";
    public static readonly XNamespace R = Relationships;
    public static readonly XNamespace W14 = "http://schemas.microsoft.com/office/word/2010/wordml";
    public static readonly XNamespace Wp = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";
    public static readonly XNamespace Wps = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape";
    public static readonly XNamespace Wpg = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup";
    public static readonly XNamespace Wpc = "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas";
    public static readonly XNamespace P188 = "http://schemas.microsoft.com/office/powerpoint/2018/8/main";
    public static readonly XNamespace V = "urn:schemas-microsoft-com:vml";
    public static readonly XNamespace O = "urn:schemas-microsoft-com:office:office";

    private static readonly Dictionary<string, XNamespace> Strict = new(StringComparer.Ordinal)
    {
        ["http://purl.oclc.org/ooxml/wordprocessingml/main"] = W,
        ["http://purl.oclc.org/ooxml/presentationml/main"] = P,
        ["http://purl.oclc.org/ooxml/drawingml/main"] = A,
        ["http://purl.oclc.org/ooxml/drawingml/chart"] = C,
        ["http://purl.oclc.org/ooxml/drawingml/diagram"] = Dgm,
        ["http://purl.oclc.org/ooxml/officeDocument/math"] = M,
        [StrictRelationships] = R,
        ["http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing"] = Wp,
    };

    private static readonly Dictionary<XNamespace, string> Prefixes = new()
    {
        [W] = "w",
        [P] = "p",
        [A] = "a",
        [A14] = "a14",
        [C] = "c",
        [Dgm] = "dgm",
        [M] = "m",
        [Mc] = "mc",
        [R] = "r",
        [W14] = "w14",
        [Wp] = "wp",
        [Wps] = "wps",
        [Wpg] = "wpg",
        [Wpc] = "wpc",
        [P188] = "p188",
        [V] = "v",
        [O] = "o",
    };

    public static XNamespace Read(string uri) => Strict.GetValueOrDefault(uri) ?? uri;

    /// <summary>Formats a name for paths: with its customary prefix, whatever the part uses.</summary>
    public static string Prefixed(XName name) =>
        Prefixes.TryGetValue(name.Namespace, out var prefix) ? $"{prefix}:{name.LocalName}" : name.LocalName;

    /// <summary>Returns the attribute <c>r:id</c> in its transitional or strict namespace. Empty if there is none.</summary>
    public static string RelationshipId(XmlReader reader) =>
        reader.GetAttribute("id", Relationships) ?? reader.GetAttribute("id", StrictRelationships) ?? "";
}

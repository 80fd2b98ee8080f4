using System.Xml;

namespace Strata.Parsing.Ooxml;

/// <summary>An XML reader that refuses nesting deep enough to exhaust the stack of recursive code.</summary>
internal sealed class DepthLimitedReader(XmlReader inner, string part, ParseBudget budget) : XmlReader, IXmlLineInfo
{
    /// <summary>XML elements per level of document nesting: a table in a cell is table, row, cell, paragraph.</summary>
    private const int ElementsPerLevel = 6;

    private readonly int _deepest = budget.MaxDepth * ElementsPerLevel;

    public override XmlNodeType NodeType => inner.NodeType;
    public override string LocalName => inner.LocalName;
    public override string NamespaceURI => inner.NamespaceURI;
    public override string Prefix => inner.Prefix;
    public override string Value => inner.Value;
    public override int Depth => inner.Depth;
    public override string BaseURI => inner.BaseURI;
    public override bool IsEmptyElement => inner.IsEmptyElement;
    public override int AttributeCount => inner.AttributeCount;
    public override bool EOF => inner.EOF;
    public override ReadState ReadState => inner.ReadState;
    public override XmlNameTable NameTable => inner.NameTable;
    public int LineNumber => (inner as IXmlLineInfo)?.LineNumber ?? 0;
    public int LinePosition => (inner as IXmlLineInfo)?.LinePosition ?? 0;

    public override bool Read()
    {
        var read = inner.Read();
        if (inner.Depth > _deepest)
        {
            throw new InvalidDataException($"'{part}' nests its elements deeper than {_deepest} ({ElementsPerLevel} × MaxDepth)");
        }
        return read;
    }

    public bool HasLineInfo() => inner is IXmlLineInfo info && info.HasLineInfo();

    public override string? GetAttribute(string name) => inner.GetAttribute(name);

    public override string? GetAttribute(string name, string? namespaceURI) => inner.GetAttribute(name, namespaceURI);

    public override string GetAttribute(int i) => inner.GetAttribute(i);

    public override string? LookupNamespace(string prefix) => inner.LookupNamespace(prefix);

    public override bool MoveToAttribute(string name) => inner.MoveToAttribute(name);

    public override bool MoveToAttribute(string name, string? ns) => inner.MoveToAttribute(name, ns);

    public override bool MoveToElement() => inner.MoveToElement();

    public override bool MoveToFirstAttribute() => inner.MoveToFirstAttribute();

    public override bool MoveToNextAttribute() => inner.MoveToNextAttribute();

    public override bool ReadAttributeValue() => inner.ReadAttributeValue();

    public override void ResolveEntity() => inner.ResolveEntity();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }
        base.Dispose(disposing);
    }
}

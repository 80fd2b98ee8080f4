namespace Strata.Parsing.Ooxml;

/// <summary>Namespaces that Office parts use (ECMA-376, transitional and ISO/IEC 29500 strict).</summary>
internal static class OfficeNames
{
    public const string Relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    public const string StrictRelationships = "http://purl.oclc.org/ooxml/officeDocument/relationships";
}

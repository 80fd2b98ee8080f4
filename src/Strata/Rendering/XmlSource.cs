using Strata.Blobs;
using Strata.Database;
using Strata.Documents;
using Strata.Parsing;
using Strata.Parsing.Xml;

namespace Strata.Rendering;

/// <summary>Where a value of an XML document stands between its tags, and another as XML writes it there.</summary>
/// <param name="digest">The source's.</param>
internal sealed class XmlSource(UserConnection connection, BlobStore blobs, DocumentRecord document, string digest)
{
    private XmlTexts? _texts;

    public bool IsOne { get; } = document.Parser == Parser.Id;

    private static XmlParser Parser { get; } = new();

    /// <summary>Null where it stands in no one text: some of it is a tag's, which would be gone.</summary>
    public async Task<(ByteRange Range, string Written)?> FindAsync(ByteRange value, string other)
    {
        if (_texts is null)
        {
            await using var source = await blobs.OpenAsync(connection, digest);
            _texts = XmlTexts.Read(source, ParseBudget.Default);
        }
        return _texts.KindAt(value) is { } kind && XmlTexts.Written(other, kind) is { } written ? (value, written) : null;
    }
}

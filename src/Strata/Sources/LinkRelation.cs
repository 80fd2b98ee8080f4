using System.Text.Json.Serialization;

namespace Strata.Sources;

/// <summary>How a source came out of another.</summary>
[JsonConverter(typeof(SnakeCaseEnum<LinkRelation>))]
public enum LinkRelation
{
    /// <summary>A file of a ZIP.</summary>
    Member,

    /// <summary>A part of a mail.</summary>
    Attachment,
}

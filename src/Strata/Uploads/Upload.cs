using System.Text.Json.Serialization;

namespace Strata.Uploads;

/// <summary>An upload in pieces, as it is noted beside its bytes.</summary>
public sealed record Upload
{
    /// <summary>32 hexadecimal digits.</summary>
    public required string UploadId { get; init; }

    /// <summary>Bytes of the whole.</summary>
    public required long Length { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>What the caller noted when it was created.</summary>
    public required JsonElement Request { get; init; }

    /// <summary>What became of it; absent until it is taken in.</summary>
    public JsonElement? Result { get; init; }

    /// <summary>Bytes received. The last of them counts once there is a result.</summary>
    [JsonIgnore]
    public long Offset { get; init; }

    [JsonIgnore]
    public bool IsDone => Result is not null;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(Upload))]
internal sealed partial class UploadShapes : JsonSerializerContext;

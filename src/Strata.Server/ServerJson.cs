using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Strata.Server.Health;
using Strata.Server.Mcp;
using Strata.Server.Page;
using Strata.Server.Sources;
using Strata.Server.Uploads;

namespace Strata.Server;

/// <summary>JSON shapes that only the server has, with the conventions of <see cref="StrataJson"/>.</summary>
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(HealthView))]
[JsonSerializable(typeof(Refused))]
[JsonSerializable(typeof(ToolDownload))]
[JsonSerializable(typeof(IngestBatch))]
[JsonSerializable(typeof(SessionView))]
[JsonSerializable(typeof(SignIn))]
[JsonSerializable(typeof(UploadView))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(bool?))]
[JsonSerializable(typeof(int?))]
[JsonSerializable(typeof(long?))]
[JsonSerializable(typeof(DateTimeOffset?))]
internal sealed partial class ServerJson : JsonSerializerContext
{
    public static ServerJson Ours { get; } = new(new JsonSerializerOptions(StrataJson.Options) { TypeInfoResolver = null });

    /// <summary>Makes ASP.NET's options equal to <see cref="StrataJson.Options"/>.</summary>
    public static void Adopt(JsonSerializerOptions options)
    {
        var ours = StrataJson.Options;
        options.PropertyNamingPolicy = ours.PropertyNamingPolicy;
        options.PropertyNameCaseInsensitive = ours.PropertyNameCaseInsensitive;
        options.NumberHandling = ours.NumberHandling;
        options.DefaultIgnoreCondition = ours.DefaultIgnoreCondition;
        options.Encoder = ours.Encoder;
        options.UnmappedMemberHandling = ours.UnmappedMemberHandling;
        options.RespectRequiredConstructorParameters = ours.RespectRequiredConstructorParameters;
        options.RespectNullableAnnotations = ours.RespectNullableAnnotations;
        options.AllowDuplicateProperties = ours.AllowDuplicateProperties;
        options.MaxDepth = ours.MaxDepth;
        foreach (var converter in ours.Converters)
        {
            options.Converters.Add(converter);
        }
        options.TypeInfoResolver = JsonTypeInfoResolver.Combine(ours.TypeInfoResolver, StrataJson.Strict(Default));
    }
}

using System.Text.Encodings.Web;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Strata.Foundation.Json;

/// <summary>
/// JSON of requests and results, the same through every door: snake_case, without nulls. A request property with a default is "set", not
/// "init": for absent init properties the source generator assigns the default of the type instead.
/// </summary>
public static class StrataJson
{
    public static JsonSerializerOptions Options { get; } = Create(indented: false);
    public static JsonSerializerOptions Indented { get; } = Create(indented: true);

    /// <summary>Makes a door's own shapes refuse null where their types exclude it.</summary>
    public static IJsonTypeInfoResolver Strict(IJsonTypeInfoResolver shapes) => shapes.WithAddedModifier(NoNulls.Refuse);

    private static JsonSerializerOptions Create(bool indented)
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            RespectRequiredConstructorParameters = true,
            RespectNullableAnnotations = true,
            AllowDuplicateProperties = false,
            WriteIndented = indented,
            TypeInfoResolver = Strict(new RegisteredShapes()),
        };
        options.Converters.Add(new MomentConverter());
        options.MakeReadOnly();
        return options;
    }

    /// <summary>Resolves shapes on first use.</summary>
    private sealed class RegisteredShapes : IJsonTypeInfoResolver
    {
        public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options) =>
            JsonShapes.Registered?.Resolver.GetTypeInfo(type, options);
    }
}

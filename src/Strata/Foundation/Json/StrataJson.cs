using System.Text.Encodings.Web;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Strata.Foundation.Json;

/// <summary>
/// How requests and results read as JSON, the same through every door: snake_case of their names; what is null is left out. A property of a
/// request that has a default is "set", not "init": the source generator gives init properties that the input leaves out the default of
/// their type instead.
/// </summary>
public static class StrataJson
{
    public static JsonSerializerOptions Options { get; } = Create(indented: false);
    public static JsonSerializerOptions Indented { get; } = Create(indented: true);

    /// <summary>Has a door's own shapes refuse null where their types do, as all others.</summary>
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

    /// <summary>Asks when a shape is first needed.</summary>
    private sealed class RegisteredShapes : IJsonTypeInfoResolver
    {
        public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options) =>
            JsonShapes.Registered?.Resolver.GetTypeInfo(type, options);
    }
}

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

    private static IJsonTypeInfoResolver? _shapes;

    /// <summary>Has a door's own shapes refuse null where their types do, as all others.</summary>
    public static IJsonTypeInfoResolver Strict(IJsonTypeInfoResolver shapes) => shapes.WithAddedModifier(NoNulls.Refuse);

    /// <summary>States the shapes of all modules, once, before any is read or written.</summary>
    internal static void Register(IJsonTypeInfoResolver shapes) => _shapes = shapes;

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
            TypeInfoResolver = Strict(new Registered()),
        };
        options.Converters.Add(new MomentConverter());
        options.MakeReadOnly();
        return options;
    }

    /// <summary>What was registered; asked when a shape is first needed.</summary>
    private sealed class Registered : IJsonTypeInfoResolver
    {
        public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options) => _shapes?.GetTypeInfo(type, options);
    }
}

using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using Strata.Hosting;
using Strata.Operations;

namespace Strata;

/// <summary>Registers the JSON shapes of the store before anything of the engine runs.</summary>
internal sealed class StoreShapes : JsonShapes, IJsonTypeInfoResolver
{
    private readonly ConcurrentDictionary<Operation, IJsonTypeInfoResolver> _brought = new();

    public override IJsonTypeInfoResolver Resolver => this;

    /// <summary>Shared shapes first; then those that an operation brings, and what those are made of.</summary>
    public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options)
    {
        IJsonTypeInfoResolver shared = StrataJsonContext.Default;
        return shared.GetTypeInfo(type, options) ?? BroughtBy(type)?.GetTypeInfo(type, options) ?? PartOf(type, options);
    }

    private IJsonTypeInfoResolver? BroughtBy(Type type)
    {
        var operation = StrataModules.Operations.FirstOrDefault(o =>
            o.Shapes is not null && (o.RequestType == type || o.ResultType == type || o.Route.Body == type)
        );
        return operation is null ? null : _brought.GetOrAdd(operation, o => o.Shapes!());
    }

    private JsonTypeInfo? PartOf(Type type, JsonSerializerOptions options) =>
        _brought.Values.Select(shapes => shapes.GetTypeInfo(type, options)).FirstOrDefault(shape => shape is not null);

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "It sets a property, and JSON can be asked for by any entry into the engine.")]
    internal static void Register() => Registered = new StoreShapes();
}

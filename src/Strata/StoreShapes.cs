using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using Strata.Hosting;

namespace Strata;

/// <summary>Registers the JSON shapes of the store before anything of the engine runs.</summary>
internal sealed class StoreShapes : JsonShapes, IJsonTypeInfoResolver
{
    public override IJsonTypeInfoResolver Resolver => this;

    /// <summary>Shared shapes first; then those that an operation brings.</summary>
    public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options)
    {
        IJsonTypeInfoResolver shared = StrataJsonContext.Default;
        return shared.GetTypeInfo(type, options)
            ?? StrataModules
                .Operations.Where(o => o.Shapes is not null && (o.RequestType == type || o.ResultType == type || o.Route.Body == type))
                .Select(o => o.Shapes!().GetTypeInfo(type, options))
                .FirstOrDefault();
    }

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "It sets a property, and JSON can be asked for by any entry into the engine.")]
    internal static void Register() => Registered = new StoreShapes();
}

using System.Text.Json.Serialization.Metadata;

namespace Strata.Foundation.Json;

/// <summary>The JSON shapes of all modules. The root registers them when the program starts, which makes none of them yet.</summary>
internal abstract class JsonShapes
{
    public static JsonShapes? Registered { get; set; }

    public abstract IJsonTypeInfoResolver Resolver { get; }
}

using System.Buffers;
using System.Collections;
using Strata.Server.Mcp;

namespace Strata.Server.Operations;

/// <summary>Derives MCP tools from operations: arguments are the request, structured content the result.</summary>
internal static class OperationTools
{
    /// <param name="module">A class with operations, such as <see cref="DuplicatesModule"/>.</param>
    public static IEnumerable<StrataTool> Of(Type module) =>
        StrataModules.All.Single(m => m.Type == module).Operations.Where(o => o.Tool is not null).Select(Of);

    private static StrataTool Of(Operation operation) =>
        new(
            operation.Name,
            operation.Decides ? ToolEffect.Decides
                : operation.Access == Access.Read ? ToolEffect.Reads
                : ToolEffect.Adds,
            operation.Tool?.Description ?? operation.Summary,
            [.. operation.Fields.Select(Parameter)],
            OutputSchema(operation),
            async call =>
            {
                var result = await operation.InvokeAsync(call.Strata, call.Given(), call.Progress, call.Cancellation);
                var json = JsonSerializer.SerializeToElement(result, StrataJson.Options.GetTypeInfo(operation.ResultType));
                return ToolResult.Result(
                    json.ValueKind == JsonValueKind.Array ? JsonElement.Parse($$"""{"items":{{json.GetRawText()}}}""") : json,
                    links: null
                );
            }
        )
        {
            Profile = operation.Tool?.Profile ?? ToolProfile.Core,
            IsExpensive = operation.Cost == Cost.Expensive,
            IsAdministrative = operation.Access == Access.Admin,
        };

    private static ToolParameter Parameter(OperationField field) =>
        new(field.Name, KindOf(field.Type), field.Description)
        {
            Required = field.IsRequired,
            OneOf = field.Values.Count == 0 ? null : field.Values,
            Min = field.Min,
            Max = field.Max,
        };

    private static ToolParameterKind KindOf(Type type) =>
        type == typeof(bool) ? ToolParameterKind.Flag
        : type == typeof(int) || type == typeof(long) ? ToolParameterKind.Integer
        : type == typeof(double) ? ToolParameterKind.Number
        : type == typeof(DateTimeOffset) ? ToolParameterKind.Time
        : type == typeof(string) || type.IsEnum ? ToolParameterKind.Text
        : IsList(type) ? ToolParameterKind.List
        : ToolParameterKind.Object;

    private static bool IsList(Type type) => type != typeof(string) && typeof(IEnumerable).IsAssignableFrom(type) && !IsMap(type);

    private static bool IsMap(Type type) =>
        type.IsGenericType
        && type.GetInterfaces().Append(type).Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>));

    /// <summary>Returns the schema of the shown fields, one level deep, since agents pay tokens for it.</summary>
    private static string OutputSchema(Operation operation)
    {
        if (IsList(operation.ResultType))
        {
            return OutputSchemas.List;
        }
        var shown = operation.Tool?.Shows ?? [];
        var fields = OperationField
            .Of(operation.ResultType)
            .Where(f => shown.Count == 0 || shown.Contains(f.Name, StringComparer.Ordinal))
            .ToList();
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type", "object");
            json.WriteStartObject("properties");
            foreach (var field in fields)
            {
                new ToolParameter(field.Name, KindOf(field.Type)) { OneOf = field.Type.IsEnum ? field.Values : null }.Write(json);
            }
            json.WriteEndObject();
            json.WriteStartArray("required");
            foreach (var field in fields.Where(f => f.IsRequired))
            {
                json.WriteStringValue(field.Name);
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}

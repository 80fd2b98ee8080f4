using ModelContextProtocol.Protocol;
using Strata.Server.Mcp;

namespace Strata.Server.Operations;

/// <summary>Derives MCP tools from operations: arguments are the request, structured content the result.</summary>
internal static class OperationTools
{
    private static readonly ToolParameter Seconds = new(
        "seconds",
        ToolParameterKind.Integer,
        $"How long to wait; default {DefaultSeconds}."
    )
    {
        Min = 0,
        Max = 600,
    };
    private const int DefaultSeconds = 30;

    /// <summary>Longest list of values that an output schema spells out: agents pay for each by tokens.</summary>
    private const int MaxListed = 6;

    /// <summary>Returns all tools, in the order of the modules.</summary>
    /// <param name="localFiles">Whether an upload may be a file of this machine, by its path.</param>
    public static IEnumerable<StrataTool> All(bool localFiles) =>
        StrataModules.Operations.Where(o => o.Tool is not null).Select(o => Of(o, localFiles));

    private static StrataTool Of(Operation operation, bool localFiles) =>
        new(
            operation.Tool?.Name ?? operation.Name,
            operation.Decides ? ToolEffect.Decides
                : operation.Access == Access.Read ? ToolEffect.Reads
                : ToolEffect.Adds,
            operation.Tool?.Description ?? operation.Summary,
            [.. Beside(operation, localFiles), .. operation.Fields.Select(f => Parameter(operation, f))],
            () => OutputSchema(operation),
            call => RunAsync(operation, call)
        )
        {
            Profile = operation.Tool?.Profile ?? ToolProfile.Core,
            IsExpensive = operation.Cost == Cost.Expensive,
            IsReview = operation.Access == Access.Review,
            IsAdministrative = operation.Access == Access.Admin,
            OpenWorld = operation.OpenWorld,
        };

    /// <summary>Returns the parameters beside the request's fields.</summary>
    private static IReadOnlyList<ToolParameter> Beside(Operation operation, bool localFiles) =>
        operation.IsUpload ? ToolUpload.Parameters(localFiles)
        : operation.IsDownload ? ToolDownload.Parameters
        : operation.StateType is not null ? [Seconds]
        : [];

    private static ToolParameter Parameter(Operation operation, OperationField field) =>
        ToolParameter.Of(field) with
        {
            Name = operation.Tool?.Arguments.GetValueOrDefault(field.Name) ?? field.Name,
        };

    private static async Task<CallToolResult> RunAsync(Operation operation, ToolCall call)
    {
        var request = call.Request(operation);
        if (operation.IsUpload)
        {
            await using var upload = ToolUpload.Open(call);
            var progress = call.Progress is { } to ? new StoreAndReadProgress(to) : null;
            return Result(
                operation,
                await operation.InvokeAsync(
                    call.Strata,
                    upload.Named(request),
                    progress,
                    call.Cancellation,
                    new() { Content = upload.Content }
                )
            );
        }
        var result = await operation.InvokeAsync(call.Strata, request, call.Progress, call.Cancellation);
        return result switch
        {
            Download download => await ToolDownload.PartAsync(download, call),
            Watch watch => Result(operation, await LastAsync(watch, call)),
            _ => Result(operation, result),
        };
    }

    private static CallToolResult Result(Operation operation, object result)
    {
        var json = JsonSerializer.SerializeToElement(result, StrataJson.Options.GetTypeInfo(operation.StateType ?? operation.ResultType));
        return ToolResult.Result(
            json.ValueKind == JsonValueKind.Array ? JsonElement.Parse($$"""{"items":{{json.GetRawText()}}}""") : json,
            operation.Sources?.Invoke(result).Select(ToolResult.Link)
        );
    }

    /// <summary>Returns the final state, or the current one when the caller's patience ends.</summary>
    private static async Task<IWatchedState> LastAsync(Watch watch, ToolCall call)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(call.Cancellation);
        IWatchedState? last = null;
        try
        {
            await foreach (var state in watch.States.WithCancellation(patience.Token))
            {
                if (last is null)
                {
                    patience.CancelAfter(TimeSpan.FromSeconds(call.Integer(Seconds.Name) ?? DefaultSeconds));
                }
                last = state;
                call.Progress?.Report(state.Progress);
            }
        }
        catch (OperationCanceledException) when (last is not null && !call.Cancellation.IsCancellationRequested)
        {
            // Time is up.
        }
        return last ?? throw new InvalidOperationException("A watch yields at least one state.");
    }

    /// <summary>Returns the schema of the shown fields, one level deep, since agents pay tokens for it.</summary>
    private static JsonElement OutputSchema(Operation operation)
    {
        if (operation.IsDownload)
        {
            return ToolDownload.Schema;
        }
        var type = operation.StateType ?? operation.ResultType;
        if (ToolParameter.IsList(type))
        {
            return JsonElement.Parse("""{"type":"object","properties":{"items":{"type":"array"}},"required":["items"]}""");
        }
        var shown = operation.Tool?.Shows ?? [];
        return ToolSchema.Of(
            OperationField
                .Of(type)
                .Where(f => shown.Count == 0 || shown.Contains(f.Name, StringComparer.Ordinal))
                .Select(f => new ToolParameter(f.Name, ToolParameter.KindOf(f.Type))
                {
                    OneOf = f.Type.IsEnum && f.Values.Count <= MaxListed ? f.Values : null,
                    Required = f.IsRequired,
                })
        );
    }
}

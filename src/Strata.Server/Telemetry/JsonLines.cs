using System.Diagnostics;
using System.Text.Encodings.Web;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Strata.Server.Telemetry;

/// <summary>
/// Log lines as JSON objects: <c>time</c>, <c>level</c>, <c>logger</c>, <c>message</c>, the values it was made of beside other words, and <c>request_id</c>,
/// the one that problem details name as <c>trace_id</c>. No scopes and no text of exceptions: they may hold what users wrote.
/// </summary>
internal sealed class JsonLines(TimeProvider time) : ConsoleFormatter(Format)
{
    public const string Format = "strata-json";

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Writing))
        {
            json.WriteStartObject();
            json.WriteString("time", time.GetUtcNow());
            json.WriteString("level", LevelOf(logEntry.LogLevel));
            json.WriteString("logger", logEntry.Category);
            var message = logEntry.Formatter(logEntry.State, null);
            json.WriteString("message", message);
            if (logEntry.State is IEnumerable<KeyValuePair<string, object?>> values)
            {
                foreach (var (name, value) in values.Where(v => v.Key != "{OriginalFormat}" && v.Value as string != message))
                {
                    Write(json, JsonNamingPolicy.SnakeCaseLower.ConvertName(name), value);
                }
            }
            if (logEntry.Exception is { } exception)
            {
                json.WriteString("exception_type", exception.GetType().FullName);
                json.WriteString("stack_trace", exception.StackTrace);
            }
            if (Activity.Current is { } activity)
            {
                json.WriteString("request_id", activity.TraceId.ToString());
            }
            json.WriteEndObject();
        }
        textWriter.WriteLine(Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length));
    }

    private static void Write(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNull(name);
                break;
            case bool flag:
                json.WriteBoolean(name, flag);
                break;
            case int or long or short or byte:
                json.WriteNumber(name, Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
            case double number when double.IsFinite(number):
                json.WriteNumber(name, number);
                break;
            default:
                json.WriteString(name, Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
        }
    }

    private static string LevelOf(LogLevel level) =>
        level switch
        {
            LogLevel.Information => "info",
            LogLevel.Warning => "warn",
            _ => level.ToString().ToLowerInvariant(),
        };
}

using ModelContextProtocol;

namespace Strata.Server.Mcp;

/// <summary>Progress as one rising number, as MCP demands, in the unit of the first stage.</summary>
internal sealed class RisingProgress
{
    private double _before;
    private double _sent = -1;
    private Progress? _last;

    /// <summary>Returns the notification for a step; null if its value does not rise.</summary>
    public ProgressNotificationValue? Next(Progress step)
    {
        var isMeasured = _last is null || step.Unit == _last.Unit;
        if (isMeasured)
        {
            if (_last is not null && step.Stage != _last.Stage && !IsSameMeasure(step, _last))
            {
                _before = Math.Max(_sent, 0);
            }
            _last = step;
        }
        // Another unit is reported as text, with the smallest possible rise of the number.
        var done = isMeasured ? _before + step.Done : (double)MathF.BitIncrement((float)Math.Max(_sent, 0));
        if (done <= _sent)
        {
            return null;
        }
        _sent = done;
        return new()
        {
            Progress = (float)done,
            Total = isMeasured && step.Total is { } total ? (float)(_before + total) : null,
            Message = Words(step),
        };
    }

    /// <summary>The bytes of a source, which stage after stage goes on to count: <see cref="StoreAndReadProgress"/>.</summary>
    private static bool IsSameMeasure(Progress step, Progress last) =>
        step is { Unit: Progress.Bytes, Total: not null } && step.Total == last.Total;

    private static string Words(Progress step) =>
        $"{step.Stage}: {step.Done}{(step.Total is { } total ? $" of {total}" : "")}{(step.Unit is { } unit ? $" {unit}" : "")}";
}

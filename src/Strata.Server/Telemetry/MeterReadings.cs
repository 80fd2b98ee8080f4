using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Strata.Server.Telemetry;

/// <summary>Listens to the meters of this process and renders their readings for Prometheus.</summary>
internal sealed class MeterReadings : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<Instrument, Readings> _readings = new();
    private readonly Lock _reading = new();

    public MeterReadings()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (Meters.IsScraped(instrument.Meter.Name))
            {
                listener.EnableMeasurementEvents(instrument, _readings.GetOrAdd(instrument, static i => new Readings(i)));
            }
        };
        _listener.MeasurementsCompleted = (instrument, _) => _readings.TryRemove(instrument, out var _);
        _listener.SetMeasurementEventCallback<double>((_, value, tags, readings) => Take(readings, value, tags));
        _listener.SetMeasurementEventCallback<float>((_, value, tags, readings) => Take(readings, value, tags));
        _listener.SetMeasurementEventCallback<decimal>((_, value, tags, readings) => Take(readings, (double)value, tags));
        _listener.SetMeasurementEventCallback<long>((_, value, tags, readings) => Take(readings, value, tags));
        _listener.SetMeasurementEventCallback<int>((_, value, tags, readings) => Take(readings, value, tags));
        _listener.SetMeasurementEventCallback<short>((_, value, tags, readings) => Take(readings, value, tags));
        _listener.SetMeasurementEventCallback<byte>((_, value, tags, readings) => Take(readings, value, tags));
        _listener.Start();
    }

    public string Read()
    {
        lock (_reading)
        {
            foreach (var readings in _readings.Values)
            {
                readings.Forget();
            }
            _listener.RecordObservableInstruments();
            return PrometheusText.Of(_readings.Values);
        }
    }

    public void Dispose() => _listener.Dispose();

    private static void Take(object? readings, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        (readings as Readings)?.Take(value, tags);
}

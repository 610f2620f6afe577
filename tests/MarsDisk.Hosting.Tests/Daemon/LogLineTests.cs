using System.Text.Json;

using MarsDisk.Hosting.Daemon.Logging;

using Serilog;
using Serilog.Core;
using Serilog.Extensions.Logging;
using Serilog.Formatting;

namespace MarsDisk.Hosting.Tests.Daemon;

public sealed class LogLineTests
{
    [Fact]
    public void An_entry_is_one_object_with_its_number_and_the_values_of_its_template()
    {
        var line = Written(new LogLine(), log => DaemonEvents.RunChanged.Write(log, "abc", "running", 17L));

        using var entry = JsonDocument.Parse(line);
        Assert.Equal("information", entry.RootElement.GetProperty("level").GetString());
        Assert.Equal(2001, entry.RootElement.GetProperty("event").GetInt32());
        Assert.Equal("run {Run} {State} at step {Step}", entry.RootElement.GetProperty("template").GetString());
        Assert.Equal("run abc running at step 17", entry.RootElement.GetProperty("message").GetString());
        Assert.Equal("abc", entry.RootElement.GetProperty("run").GetString());
        Assert.Equal(17, entry.RootElement.GetProperty("step").GetInt64());
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$", entry.RootElement.GetProperty("ts").GetString());
    }

    [Fact]
    public void A_hostile_value_stays_on_its_line_and_is_cut()
    {
        static void Write(Microsoft.Extensions.Logging.ILogger log) => DaemonEvents.RunWaits.Write(log, "abc", 1L, $"a\nb\u001b[2J{new string('x', 10_000)}");

        var json = Written(new LogLine(), Write);
        var text = Written(new TextLine(), Write);

        Assert.Equal(1, json.Count(letter => letter == '\n'));
        Assert.Equal(1, text.Count(letter => letter == '\n'));
        Assert.DoesNotContain('\u001b', json);
        Assert.DoesNotContain('\u001b', text);
        Assert.True(json.Length < 10_000);
        Assert.True(text.Length < 5_000);
    }

    [Fact]
    public void A_person_reads_time_level_number_and_message() => Assert.Matches(
        @"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z info    2003 run abc completed after 1207 steps\n$",
        Written(new TextLine(), log => DaemonEvents.RunCompleted.Write(log, "abc", 1207L)));

    private static string Written(ITextFormatter form, Action<Microsoft.Extensions.Logging.ILogger> write)
    {
        using var text = new StringWriter();
        using var logger = new LoggerConfiguration().WriteTo.Sink(new Sink(form, text)).CreateLogger();
        using var factory = new SerilogLoggerFactory(logger);
        write(factory.CreateLogger("test"));
        return text.ToString();
    }

    private sealed class Sink(ITextFormatter form, TextWriter text) : ILogEventSink
    {
        public void Emit(Serilog.Events.LogEvent logEvent) => form.Format(logEvent, text);
    }
}

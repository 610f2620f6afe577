using System.Buffers;
using System.CommandLine;
using System.Text;

using MarsDisk.Cli.Running.Reading;
using MarsDisk.Parsing;
using MarsDisk.Scenario;
using MarsDisk.Scenario.Json;

namespace MarsDisk.Cli.Commands.Scenario;

/// <summary><c>scenario convert</c>: between text and its NDJSON twin. Comments have no place in the twin.</summary>
internal static class ScenarioConvertCommand
{
    public static Command Build(Func<Stream> standardInput)
    {
        var options = new ReadOptions();
        var to = new Option<string?>("--to") { Description = "ndjson or text; default: the other form" };
        var command = new Command("convert", "Translates between text and NDJSON.") { to };
        options.AddTo(command);
        command.SetAction(line => ReadSession.Run(line, options, RecoverMode.Off, standardInput, session => ConvertAsync(session, line.GetValue(to))));
        return command;
    }

    private static async Task<int> ConvertAsync(ReadSession session, string? to)
    {
        var isJson = to switch
        {
            null => !session.Input.IsJson,
            "ndjson" => true,
            "text" => false,
            _ => throw new FormatException($"--to {to} is not known: ndjson or text."),
        };
        using var sink = new PrintingSink(session.Output, isJson);
        var read = await session.ReadAsync(sink);
        session.AnswerIfWrong("scenario convert", read);
        return read.ExitCode;
    }

    /// <summary>Prints each unit as soon as it is certain.</summary>
    private sealed class PrintingSink : IStatementSink<ScenarioStatement>, IDisposable
    {
        private readonly ArrayBufferWriter<byte> _bytes = new(4096);
        private readonly TextWriter _output;
        private readonly IStatementSink<ScenarioStatement> _inner;

        public PrintingSink(TextWriter output, bool isJson)
        {
            _output = output;
            _inner = isJson ? new JsonLinesSink(_bytes) : new TextLinesSink(_bytes);
        }

        public SinkReply Accept(in Committed<ScenarioStatement> unit)
        {
            var reply = _inner.Accept(unit);
            Print();
            return reply;
        }

        public SinkReply AcceptRows(RowBatch rows)
        {
            var reply = _inner.AcceptRows(rows);
            Print();
            return reply;
        }

        public void OnDiagnostic(Diagnostic diagnostic, long ordinal)
        {
            // The result of the parse has it.
        }

        public void Dispose() => (_inner as IDisposable)?.Dispose();

        private void Print()
        {
            _output.Write(Encoding.UTF8.GetString(_bytes.WrittenSpan));
            _bytes.ResetWrittenCount();
        }
    }
}

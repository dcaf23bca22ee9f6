using System;
using System.Text;
using Bolt.Shared;
using Microsoft.CodeAnalysis.Text;

namespace Bolt.Generators.Emit;

/// <summary>Writes indented C#; nesting in the emitter mirrors nesting in the output.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public SourceWriter Line(string line = "")
    {
        if (line.Length > 0)
        {
            _text.Append(' ', _depth * 4).Append(line);
        }

        _text.Append('\n');
        return this;
    }

    /// <summary>Opens a brace that closes when the result is disposed.</summary>
    public Scope Block(string header)
    {
        Line(header);
        Open();
        return new(this);
    }

    public void Open()
    {
        Line("{");
        _depth++;
    }

    public void Close(string end = "}")
    {
        _depth--;
        Line(end);
    }

    public SourceText ToSourceText() => SourceText.From(_text.ToString(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));

    public readonly struct Scope(SourceWriter writer) : IDisposable
    {
        public void Dispose() => writer.Close();
    }
}

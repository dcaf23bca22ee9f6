using System;

namespace Bolt.Authentication.Jwt.Discovery;

/// <summary>Others choose these strings: in a log they are cut short and cannot start a new line.</summary>
internal static class LogText
{
    public static string Shorten(string text, int maximum = 64)
    {
        var length = Math.Min(text.Length, maximum);
        var shortened = string.Create(length, text, static (buffer, text) =>
        {
            for (var i = 0; i < buffer.Length; i++)
            {
                buffer[i] = char.IsControl(text[i]) || char.IsSurrogate(text[i]) || text[i] is '\u2028' or '\u2029' ? '?' : text[i];
            }
        });
        return length < text.Length ? shortened + "…" : shortened;
    }
}

using System.Collections.Generic;
using System.Text;

namespace Bolt.Shared;

/// <summary>The C# text inside a line of the surface: names with type arguments, calls, literals. Splits where the text is not inside of brackets or quotes.</summary>
internal static class SurfaceText
{
    /// <summary>The place behind the first <paramref name="mark"/> outside of brackets and quotes; -1 where there is none, or where a bracket or a quote is not closed before it.</summary>
    public static int Find(string text, int start, string mark)
    {
        var depth = 0;
        for (var i = start; i < text.Length; i++)
        {
            if (depth == 0 && string.CompareOrdinal(text, i, mark, 0, mark.Length) == 0)
            {
                return i;
            }

            switch (text[i])
            {
                case '(' or '[' or '{' or '<':
                    depth++;
                    break;
                case ')' or ']' or '}' or '>':
                    if (--depth < 0)
                    {
                        return -1;
                    }

                    break;
                case '"' or '\'':
                    i = EndOfQuote(text, i);
                    if (i < 0)
                    {
                        return -1;
                    }

                    break;
                default:
                    break;
            }
        }

        return -1;
    }

    /// <summary>The items of a list; null where brackets or quotes do not match, or an item is empty.</summary>
    public static IReadOnlyList<string>? Split(string text)
    {
        var items = new List<string>();
        var start = 0;
        while (true)
        {
            // The end is a mark of its own, so that what is open there is noticed.
            var end = Find(text + "\n", start, ", ");
            var last = end < 0;
            if (last)
            {
                end = Find(text + "\n", start, "\n");
                if (end < 0)
                {
                    return null;
                }
            }

            var item = text.Substring(start, end - start);
            if (item.Length == 0 || item.Trim().Length != item.Length)
            {
                return null;
            }

            items.Add(item);
            if (last)
            {
                return items;
            }

            start = end + 2;
        }
    }

    /// <summary>A type's name, with type arguments: <c>Shop.Owns&lt;Shop.Cart, int&gt;</c>.</summary>
    public static bool IsName(string text) =>
        text.Length > 0 && text != "none" && text.IndexOfAny(['"', '\'', '!', '(', '=']) < 0 && Find(text + "\n", 0, "\n") == text.Length && Find(text, 0, ",") < 0 && Find(text, 0, " ") < 0;

    /// <summary>What a regular C# string literal stands for; null where the text is no such literal.</summary>
    public static string? ReadString(string literal)
    {
        if (literal.Length < 2 || literal[0] != '"' || EndOfQuote(literal, 0) != literal.Length - 1)
        {
            return null;
        }

        var text = new StringBuilder(literal.Length);
        for (var i = 1; i < literal.Length - 1; i++)
        {
            if (literal[i] != '\\')
            {
                text.Append(literal[i]);
                continue;
            }

            i++;
            switch (literal[i])
            {
                case 'n': text.Append('\n'); break;
                case 'r': text.Append('\r'); break;
                case 't': text.Append('\t'); break;
                case '0': text.Append('\0'); break;
                case 'a': text.Append('\a'); break;
                case 'b': text.Append('\b'); break;
                case 'f': text.Append('\f'); break;
                case 'v': text.Append('\v'); break;
                case 'e': text.Append('\u001B'); break;
                case '\\' or '"' or '\'': text.Append(literal[i]); break;
                case 'u' when ReadHex(literal, i + 1, 4) is { } code:
                    text.Append((char)code);
                    i += 4;
                    break;
                case 'U' when ReadHex(literal, i + 1, 8) is { } code && code <= 0x10FFFF && code is < 0xD800 or > 0xDFFF:
                    text.Append(char.ConvertFromUtf32(code));
                    i += 8;
                    break;
                default:
                    return null;
            }
        }

        return text.ToString();
    }

    /// <summary>The literal of a text, on one line: the compiler's own way, and with it every reader of the file, knows these escapes.</summary>
    public static string WriteString(string text)
    {
        var literal = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            switch (c)
            {
                case '\\' or '"':
                    literal.Append('\\').Append(c);
                    break;
                case < ' ' or '\u007F' or '\u0085' or '\u2028' or '\u2029' or >= '\uD800' and <= '\uDFFF':
                    literal.Append("\\u").Append(((int)c).ToString("x4", System.Globalization.CultureInfo.InvariantCulture));
                    break;
                default:
                    literal.Append(c);
                    break;
            }
        }

        return literal.Append('"').ToString();
    }

    private static int? ReadHex(string text, int start, int length)
    {
        if (start + length > text.Length)
        {
            return null;
        }

        var value = 0L;
        for (var i = start; i < start + length; i++)
        {
            var digit = text[i] switch
            {
                >= '0' and <= '9' => text[i] - '0',
                >= 'a' and <= 'f' => text[i] - 'a' + 10,
                >= 'A' and <= 'F' => text[i] - 'A' + 10,
                _ => -1,
            };
            if (digit < 0)
            {
                return null;
            }

            value = (value * 16) + digit;
        }

        return value <= int.MaxValue ? (int)value : null;
    }

    private static int EndOfQuote(string text, int start)
    {
        for (var i = start + 1; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == text[start])
            {
                return i;
            }
        }

        return -1;
    }
}

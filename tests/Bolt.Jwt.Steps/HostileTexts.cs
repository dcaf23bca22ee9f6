using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Bolt.Authentication.Jwt.Json;

namespace Bolt.Jwt.Steps;

/// <summary>JSON objects made to cost the reader as much as they can, by kind, each of about the length asked for.</summary>
public static class HostileTexts
{
    private delegate string Filling(int length);

    private static readonly SortedDictionary<string, Filling> Kinds = new(StringComparer.Ordinal)
    {
        // Names that their first seven octets and their length do not tell apart.
        ["names: equal prefixes"] = n => Repeat(n, i => $"\"aaaaaaa{i:x4}\":1"),
        ["names: equal prefixes, escaped"] = n => Repeat(n, i => $"\"\\u0061aaaaaa{i:x4}\":1"),
        ["names: equal prefixes, escaped at the end"] = n => Repeat(n, i => $"\"aaaaaaa{i / 16:x3}\\u00{(i % 10) + 30:00}\":1"),
        ["names: equal prefixes, in an object"] = n => "\"o\":{" + Repeat(n, i => $"\"aaaaaaa{i:x4}\":1") + "}",
        ["names: equal prefixes, escaped, in an object"] = n => "\"o\":{" + Repeat(n, i => $"\"\\u0061aaaaaa{i:x4}\":1") + "}",
        ["names: equal prefixes, escaped, 64 to an object"] = n => Repeat(n, o => $"\"{o}\":{{" + string.Join(',', Enumerable.Range(0, 64).Select(i => $"\"\\u0061aaaaaa{i:x2}\":1")) + "}"),
        ["names: equal prefixes, 60 to an object"] = n => Repeat(n, o => $"\"{o}\":{{" + string.Join(',', Enumerable.Range(0, 60).Select(i => $"\"aaaaaaa{i:x2}\":1")) + "}"),
        ["names: equal prefixes, 16 to an object"] = n => Repeat(n, o => $"\"{o}\":{{" + string.Join(',', Enumerable.Range(0, 16).Select(i => $"\"aaaaaaa{i:x2}\":1")) + "}"),
        ["names: equal prefixes of half the text"] = n => Repeat(n, i => $"\"{new string('a', n / 20)}{i:x4}\":1"),
        ["names: equal prefixes of half the text, escaped"] = n => Repeat(n, i => $"\"{Escaped(n / 120)}{i:x4}\":1"),
        ["names: equal prefixes, plain and escaped in turn"] = n => Repeat(n, i => i % 2 == 0 ? $"\"aaaaaaa{i:x4}\":1" : $"\"\\u0061aaaaaa{i:x4}\":1"),

        // Names that are merely many.
        ["names: short"] = n => Repeat(n, i => $"\"{Name(i)}\":1"),
        ["names: short, escaped"] = n => Repeat(n, i => $"\"\\u0062{Name(i)}\":1"),
        ["names: short, in an object"] = n => "\"o\":{" + Repeat(n, i => $"\"{Name(i)}\":1") + "}",
        ["names: short, in the innermost object"] = n => "\"o\":" + string.Concat(Enumerable.Repeat("{\"o\":", 29)) + "{" + Repeat(n, i => $"\"{Name(i)}\":1") + "}" + new string('}', 29),
        ["names: outer ones between inner ones"] = n => Repeat(n, i => $"\"{Name(i)}\":{{\"aaaaaaa{i:x4}\":1}}"),
        ["names: the same one in many objects"] = n => "\"o\":[" + Repeat(n, _ => "{\"a\":1}") + "]",
        ["names: the same long one in many objects"] = n => "\"o\":[" + Repeat(n, _ => "{\"\\u0061aaaaaaaaa\":1}") + "]",
        ["names: long, escaped"] = n => Repeat(n, i => $"\"{Escaped(60)}{i:x4}\":1"),
        ["names: one, escaped"] = n => $"\"{Escaped(n / 6)}\":1",
        ["names: two that are equal, written in two ways"] = n => $"\"{Escaped(n / 7)}\":1,\"{new string('a', n / 7)}\":1",
        ["names: the last one is there already"] = n => Repeat(n, i => $"\"aaaaaaa{i:x4}\":1") + ",\"aaaaaaa0000\":1",

        // Values.
        ["strings: one"] = n => $"\"s\":\"{new string('x', n)}\"",
        ["strings: escapes"] = n => $"\"s\":\"{string.Concat(Enumerable.Repeat("\\n", n / 2))}\"",
        ["strings: unicode escapes"] = n => $"\"s\":\"{Escaped(n / 6)}\"",
        ["strings: surrogate pairs"] = n => $"\"s\":\"{string.Concat(Enumerable.Repeat("\\ud83e\\udd8a", n / 12))}\"",
        ["strings: many"] = n => "\"s\":[" + Repeat(n, _ => "\"a\"") + "]",
        ["strings: many, and something else"] = n => "\"s\":[" + Repeat(n, _ => "\"a\"") + ",1]",
        ["strings: many, escaped"] = n => "\"s\":[" + Repeat(n, _ => "\"\\n\"") + "]",
        ["strings: many members that are nearly plain"] = n => Repeat(n, i => $"\"{Name(i)}\":[\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\",1]"),
        ["strings: two octets to a character"] = n => $"\"s\":\"{new string('é', n / 2)}\"",
        ["strings: three octets to a character"] = n => $"\"s\":\"{new string('€', n / 3)}\"",
        ["strings: one and three octets in turn"] = n => $"\"s\":\"{string.Concat(Enumerable.Repeat("a€", n / 4))}\"",
        ["numbers: one"] = n => $"\"n\":{new string('1', n)}",
        ["numbers: one with a fraction and an exponent"] = n => $"\"n\":1.{new string('1', n / 2)}e{new string('1', n / 2)}",
        ["numbers: many"] = n => "\"n\":[" + Repeat(n, _ => "1") + "]",
        ["literals: many"] = n => "\"l\":[" + Repeat(n, _ => "true") + "]",
        ["objects: many"] = n => "\"o\":[" + Repeat(n, _ => "{}") + "]",
        ["arrays: many"] = n => "\"o\":[" + Repeat(n, _ => "[]") + "]",
        ["nesting: as deep as may be, again and again"] = n => "\"o\":[" + Repeat(n, _ => new string('[', 30) + new string(']', 30)) + "]",
        ["nesting: without an end"] = n => "\"o\":" + new string('[', n),
        ["white space: one run"] = n => "\"w\":" + new string(' ', n) + "1",
        ["white space: everywhere"] = n => Repeat(n, i => $" \"{Name(i)}\" : 1 "),
        ["white space: long and everywhere"] = n => Repeat(n, i => $"          \"{Name(i)}\"          :          1          "),

        // Members with a meaning.
        ["kid: long"] = n => $"\"kid\":\"{new string('k', n)}\"",
        ["kid: escaped"] = n => $"\"kid\":\"{Escaped(n / 6)}\"",
        ["typ: long"] = n => $"\"typ\":\"{new string('t', n)}\"",
        ["typ: escaped"] = n => $"\"typ\":\"{Escaped(n / 6)}\"",
        ["alg: long, last"] = n => $"\"x\":\"{new string('x', n / 2)}\",\"alg\":\"{new string('A', n / 2)}\"",
        ["x5c: certificates"] = n => $"\"x5c\":[\"{new string('M', n / 3)}\",\"{new string('M', n / 3)}\",\"{new string('M', n / 3)}\"]",
        ["aud: many"] = n => "\"aud\":[" + Repeat(n, _ => "\"a\"") + "]",
        ["aud: many, escaped"] = n => "\"aud\":[" + Repeat(n, _ => "\"nob\\u006fdy!\"") + "]",
        ["permissions: many"] = n => "\"permissions\":[" + Repeat(n, i => $"\"{Name(i)}\"") + "]",
        ["permissions: many, escaped"] = n => "\"permissions\":[" + Repeat(n, i => $"\"\\u0061{Name(i)}\"") + "]",
        ["sub: long, escaped"] = n => $"\"sub\":\"{Escaped(n / 6)}\"",
    };

    public static IEnumerable<string> Names => Kinds.Keys;

    /// <summary>What a header starts with: nothing about it is wrong.</summary>
    public static string Header(string kind, int length) => $"{{\"alg\":\"HS256\",{Kinds[kind](length - 15)}}}";

    /// <summary>What a payload starts with: nothing about it is wrong.</summary>
    public static string Payload(string kind, int length) => $"{{\"exp\":99999999999,{Kinds[kind](length - 20)}}}";

    private static string Name(int i) => i.ToString("x", CultureInfo.InvariantCulture);

    private static string Escaped(int count) => new StringBuilder().Insert(0, "\\u0061", count).ToString();

    private static string Repeat(int length, Func<int, string> item)
    {
        var text = new StringBuilder(item(0));
        for (var i = 1; text.Length < length; i++)
        {
            text.Append(',').Append(item(i));
        }

        return text.ToString();
    }
}

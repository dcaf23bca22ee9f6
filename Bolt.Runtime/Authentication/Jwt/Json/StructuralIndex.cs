using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Bolt.Authentication.Jwt.Json;

/// <summary>
/// A bit for each byte of a JSON text that is a quote, a backslash or a control character: what a string runs up to. Found for the whole text at once, which takes less time than
/// looking string by string, since nearly every member has two or more.
/// </summary>
internal readonly ref struct StructuralIndex
{
    /// <summary>Longer ones are not indexed; only tokens of more than the default length have them.</summary>
    public const int MaximumWords = 128;

    /// <summary>No place in a text. So far behind them that what is added to it does not come back.</summary>
    public const int End = int.MaxValue / 2;

    private const int WordLength = 64;

    private readonly ReadOnlySpan<ulong> _words;

    private StructuralIndex(ReadOnlySpan<ulong> words) => _words = words;

    /// <summary>Finds them. None are found in a text too long or too short for it: every member is then read by the full grammar.</summary>
    /// <param name="text">The text.</param>
    /// <param name="room">For the bits: <see cref="MaximumWords"/>, with anything in it.</param>
    /// <param name="isAscii">True when the text is known to be ASCII.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static StructuralIndex Find(ReadOnlySpan<byte> text, Span<ulong> room, out bool isAscii)
    {
        isAscii = false;
        if (text.Length < Vector128<byte>.Count || text.Length > room.Length * WordLength)
        {
            return default;
        }

        var words = room[..((text.Length + WordLength - 1) / WordLength)];
        var all = Vector128<byte>.Zero;
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = text.Length - (i * WordLength) >= WordLength ? Whole(text.Slice(i * WordLength, WordLength), ref all) : Rest(text, i * WordLength, ref all);
        }

        isAscii = all.ExtractMostSignificantBits() == 0;
        return new(words);
    }

    /// <summary>Goes through them from <paramref name="position"/> on.</summary>
    public Cursor From(int position) => new(_words, position);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Whole(ReadOnlySpan<byte> octets, ref Vector128<byte> all) =>
        Sixteen(octets, ref all) | (Sixteen(octets[16..], ref all) << 16) | (Sixteen(octets[32..], ref all) << 32) | (Sixteen(octets[48..], ref all) << 48);

    /// <summary>The last sixteen bytes are read as such, since none may be read behind them; some of those may have been read before.</summary>
    private static ulong Rest(ReadOnlySpan<byte> text, int start, ref Vector128<byte> all)
    {
        var (bits, shift) = (0UL, 0);
        for (; text.Length - start - shift >= Vector128<byte>.Count; shift += Vector128<byte>.Count)
        {
            bits |= Sixteen(text[(start + shift)..], ref all) << shift;
        }

        var left = text.Length - start - shift;
        return left == 0 ? bits : bits | ((Sixteen(text[^Vector128<byte>.Count..], ref all) >> (Vector128<byte>.Count - left)) << shift);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Sixteen(ReadOnlySpan<byte> text, ref Vector128<byte> all)
    {
        var octets = Vector128.Create(text);
        all |= octets;
        return JsonStringScanner.Specials(octets);
    }

    public ref struct Cursor
    {
        private readonly ReadOnlySpan<ulong> _words;
        private ulong _left;
        private int _index;

        public Cursor(ReadOnlySpan<ulong> words, int position)
        {
            _words = words;
            _index = (int)((uint)position / WordLength);
            _left = _index < words.Length ? words[_index] & (ulong.MaxValue << position) : 0;
        }

        /// <summary>Where the next one is, or <see cref="End"/>.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public int Next()
        {
            while (_left == 0)
            {
                if ((uint)(_index + 1) >= (uint)_words.Length)
                {
                    return End;
                }

                _left = _words[++_index];
            }

            var next = (_index * WordLength) + BitOperations.TrailingZeroCount(_left);
            _left &= _left - 1;
            return next;
        }
    }
}

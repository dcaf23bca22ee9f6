using System.Collections.Generic;

namespace Bolt.Authentication.Jwt;

/// <summary>Some of the twelve algorithms.</summary>
internal readonly record struct JwtAlgorithmSet(ushort Bits)
{
    public static JwtAlgorithmSet All { get; } = From(JwtAlgorithm.All);

    public bool IsEmpty => Bits == 0;

    public bool Contains(JwtAlgorithm algorithm) => (Bits & algorithm.Bit) != 0;

    public JwtAlgorithmSet And(JwtAlgorithmSet other) => new((ushort)(Bits & other.Bits));

    public JwtAlgorithmSet With(JwtAlgorithm algorithm) => new((ushort)(Bits | algorithm.Bit));

    public static JwtAlgorithmSet From(IEnumerable<JwtAlgorithm> algorithms)
    {
        var set = default(JwtAlgorithmSet);
        foreach (var algorithm in algorithms)
        {
            set = set.With(algorithm);
        }

        return set;
    }

    public override string ToString()
    {
        var names = new List<string>();
        foreach (var algorithm in JwtAlgorithm.All)
        {
            if (Contains(algorithm))
            {
                names.Add(algorithm.Name);
            }
        }

        return string.Join(", ", names);
    }
}

using System.Security.Cryptography;
using System.Text;
using Bolt.Authentication.Jwt;
using Bolt.Authentication.Jwt.Keys;

namespace Bolt.Runtime.Tests;

/// <summary>The keyed hash that a thread keeps is used for its own key and algorithm only.</summary>
public sealed class HmacVerificationKeyTests
{
    private static readonly byte[] Input = "header.payload"u8.ToArray();
    private static readonly JwtAlgorithm Hs256 = JwtAlgorithm.Find("HS256")!;
    private static readonly JwtAlgorithm Hs512 = JwtAlgorithm.Find("HS512")!;

    [Fact]
    public void Hash_of_one_key_verifies_nothing_for_another()
    {
        var (one, other) = (Secret('a'), Secret('b'));
        var (keyOne, keyOther) = (Key(one), Key(other));
        var (macOne, macOther) = (HMACSHA256.HashData(one, Input), HMACSHA256.HashData(other, Input));
        for (var i = 0; i < 3; i++)
        {
            Assert.True(keyOne.Verify(Hs256, Input, macOne));
            Assert.False(keyOther.Verify(Hs256, Input, macOne));
            Assert.True(keyOther.Verify(Hs256, Input, macOther));
            Assert.False(keyOne.Verify(Hs256, Input, macOther));
        }
    }

    [Fact]
    public void Hash_of_one_algorithm_verifies_nothing_for_another()
    {
        var secret = Secret('a');
        var key = Key(secret);
        var (short256, long512) = (HMACSHA256.HashData(secret, Input), HMACSHA512.HashData(secret, Input));
        for (var i = 0; i < 3; i++)
        {
            Assert.True(key.Verify(Hs256, Input, short256));
            Assert.True(key.Verify(Hs512, Input, long512));
            Assert.False(key.Verify(Hs256, Input, long512.AsSpan(0, 32)));
        }
    }

    [Fact]
    public void Forged_signatures_leave_no_garbage_and_keep_the_good_hash()
    {
        var (one, other) = (Secret('a'), Secret('b'));
        var (keyOne, keyOther) = (Key(one), Key(other));
        var mac = HMACSHA256.HashData(one, Input);
        for (var i = 0; i < 50; i++)
        {
            Assert.True(keyOne.Verify(Hs256, Input, mac) && !keyOther.Verify(Hs256, Input, mac));
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 50; i++)
        {
            _ = keyOne.Verify(Hs256, Input, mac);
            _ = keyOther.Verify(Hs256, Input, mac);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static byte[] Secret(char c) => Encoding.UTF8.GetBytes(new string(c, 64));

    private static HmacVerificationKey Key(byte[] secret) => new(secret, null, JwtAlgorithmSet.From([Hs256, Hs512]), KeyTrust.For([], []));
}

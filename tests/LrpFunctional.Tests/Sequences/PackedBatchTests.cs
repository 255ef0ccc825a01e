using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Sequences;

public sealed class PackedBatchTests
{
    private static readonly PackedBatch Batch = PackedBatch.Of(RandomNetworks.Sentences(5, 2, 4, 1, 4));

    [Fact]
    public void The_longest_sentence_comes_first_and_equals_keep_their_order()
    {
        Assert.Equal<int>([4, 4, 2, 1], Batch.Packing.Lengths);
        Assert.Equal<int>([1, 3, 0, 2], Batch.Origins);
    }

    [Fact]
    public void A_step_has_a_row_for_each_sentence_that_is_longer()
    {
        Assert.Equal([4, 3, 2, 2, 0], Enumerable.Range(0, 5).Select(Batch.Packing.Lanes));
        Assert.Equal([0, 4, 7, 9], Enumerable.Range(0, 4).Select(Batch.Packing.Offset));
        Assert.Equal(11, Batch.Packing.Rows);
    }

    [Fact]
    public void Each_row_holds_its_sentences_word()
    {
        for (var lane = 0; lane < 4; lane++)
            Assert.Equal(Batch.Sentences[lane].Ids, Batch.Packing.RowsOf(lane).Select(row => Batch.Ids[row]));
    }

    [Fact]
    public void Reading_from_the_right_finds_each_sentences_last_word_first_and_undoes_itself()
    {
        var order = Batch.Packing.Order(Direction.RightToLeft);
        for (var lane = 0; lane < 4; lane++)
            Assert.Equal(Batch.Packing.RowsOf(lane).Reverse(), Batch.Packing.RowsOf(lane).Select(row => order[row]));
        Assert.Equal(Enumerable.Range(0, 11), order.Select(row => order[row]));
    }

    [Fact]
    public void Results_by_lane_return_to_the_order_of_the_sentences() =>
        Assert.Equal<string>(
            ["third", "first", "fourth", "second"],
            Batch.InGivenOrder(["first", "second", "third", "fourth"])
        );

    [Fact]
    public void A_packing_of_nothing_or_in_the_wrong_order_is_refused()
    {
        Assert.Throws<ArgumentException>(() => PackedBatch.Of([]));
        Assert.Throws<ArgumentException>(() => Packing.Of([1, 2]));
        Assert.Throws<ArgumentException>(() => Packing.Of([1, 0]));
    }
}

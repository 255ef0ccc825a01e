"""Explains the sentences of a table of Spark, of columns id and text: each partition goes through one lrp."""

import csv
import json
import os
import sys

COMMAND = "lrp explain --data - --format jsonl --threads 1"
COLUMNS = "id string, position int, word string, predicted string, method string, relevance double"


def line(sentence):
    """A sentence as lrp reads it. Its id comes out in each row, where the number is that within the partition."""
    return json.dumps({"id": str(sentence["id"]), "text": sentence["text"]})


def rows(lines):
    """The rows of a partition, behind the header that each begins with; one without sentences has nothing else."""
    for row in csv.DictReader(f"{one}\n" for one in lines):
        yield (
            row["id"],
            int(row["position"]),
            row["word"],
            row["predicted"],
            row["method"],
            float(row["relevance"]),
        )


def explained(sentences):
    """The rows of all sentences, an RDD of an RDD. The pipe has no variables but these, and no shell."""
    variables = {"PATH": os.environ["PATH"]}
    return sentences.map(line).pipe(COMMAND, variables, checkCode=True).mapPartitions(rows)


def main(source, target):
    """Reads Parquet files of sentences, and writes Parquet files of words."""
    from pyspark.sql import SparkSession

    session = SparkSession.builder.appName("lrp").getOrCreate()
    sentences = session.read.parquet(source).select("id", "text").rdd
    session.createDataFrame(explained(sentences), COLUMNS).write.parquet(target)


if __name__ == "__main__":
    main(*sys.argv[1:])
